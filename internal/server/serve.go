package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// limits are those of a connection. A handler that takes longer by its nature,
// such as one that receives a file or sends events, sets deadlines of its own.
type limits struct {
	header time.Duration // for a request's headers
	read   time.Duration // for the whole request
	write  time.Duration // for the answer
	idle   time.Duration // between two requests
}

func standardLimits() limits {
	return limits{header: 10 * time.Second, read: 10 * time.Second, write: time.Minute, idle: 2 * time.Minute}
}

const (
	headerBytes  = 64 << 10
	closeTimeout = 5 * time.Second
)

// Certificate names the files of a server's certificate with its chain and of
// its key, both PEM.
type Certificate struct{ Chain, Key string }

// Serve answers on a listener until the context ends, then finishes the requests
// that were begun. It returns nil after a stop that was asked for. With a
// certificate it speaks TLS 1.2 or newer.
func Serve(ctx context.Context, l net.Listener, h http.Handler, certificate *Certificate) error {
	return serve(ctx, l, h, certificate, standardLimits())
}

func serve(ctx context.Context, l net.Listener, h http.Handler, certificate *Certificate, given limits) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: given.header, ReadTimeout: given.read, WriteTimeout: given.write, IdleTimeout: given.idle,
		MaxHeaderBytes: headerBytes, TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12},
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		if server.Shutdown(closing) != nil {
			server.Close() //nolint:errcheck // the connections that are left are given up
		}
	})
	defer func() {
		if !stop() {
			<-ended // requests that were begun still use the ledger
		}
	}()
	answer := func() error { return server.Serve(l) }
	if certificate != nil {
		answer = func() error { return server.ServeTLS(l, certificate.Chain, certificate.Key) }
	}
	if err := answer(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("server: %w", err)
	}
	return nil
}
