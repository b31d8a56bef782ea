package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ascribe/internal/access"
)

// metrics count what a server does, in the format of Prometheus.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	running  prometheus.Gauge
}

func newMetrics(held Sizer) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "ascribe_http_requests_total", Help: "Requests answered, by face, method and status."}, []string{"face", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "ascribe_http_request_seconds", Help: "Time from a request to the end of its answer, by face.",
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}, []string{"face"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "ascribe_http_requests_running", Help: "Requests being answered."}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.running, contents{held},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// counted counts what passes.
func (m *metrics) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, seen, name := time.Now(), &access.StatusWriter{ResponseWriter: w}, face(r.URL.Path)
		m.running.Inc()
		defer func() {
			m.running.Dec()
			m.requests.WithLabelValues(name, method(r.Method), strconv.Itoa(seen.Status())).Inc()
			m.seconds.WithLabelValues(name).Observe(time.Since(began).Seconds())
		}()
		next.ServeHTTP(seen, r)
	})
}

// face is what a path belongs to: few values, whatever is asked for.
func face(path string) string {
	for _, f := range [][2]string{{APIPath, "api"}, {TAXIIPath, "taxii"}, {MCPPath, "mcp"}, {"/static/", "static"}, {"/metrics", "metrics"}, {"/healthz", "health"}, {"/readyz", "health"}} {
		if strings.HasPrefix(path, f[0]) {
			return f[1]
		}
	}
	return "pages"
}

// method keeps invented methods from making a row each.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	default:
		return "other"
	}
}

// contents tells what the ledger holds whenever somebody asks.
type contents struct{ Sizer }

// Describe sends nothing: what Collect sends is checked when it is sent.
func (contents) Describe(chan<- *prometheus.Desc) {}

// Collect asks the ledger.
func (c contents) Collect(out chan<- prometheus.Metric) {
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	size, err := c.Size(ctx)
	up := 1.0
	if err != nil {
		up = 0
	}
	send := func(name, help string, value float64) {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(name, help, nil, nil), prometheus.GaugeValue, value)
	}
	send("ascribe_ledger_up", "Whether the ledger can be read.", up)
	if err == nil {
		send("ascribe_ledger_documents", "Documents in the ledger.", float64(size.Documents))
		send("ascribe_ledger_claims", "Claims in the ledger.", float64(size.Claims))
		send("ascribe_ledger_incidents", "Incidents in the ledger.", float64(size.Incidents))
	}
}
