//go:build !linux

package pgtest

import "syscall"

func asServer() *syscall.SysProcAttr { return nil }

func handOver(string) error { return nil }
