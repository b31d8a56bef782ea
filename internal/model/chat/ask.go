package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	largestAnswer = 8 << 20 // bytes
	firstPause    = 2 * time.Second
	longestPause  = 2 * time.Minute
	mostSaid      = 200 // characters of an endpoint's own words in an error
)

// Ask sends one question. Its error is an *ascribe.Problem, or the context's.
func (c *Client) Ask(ctx context.Context, r Request) (Answer, error) {
	if err := c.turns.take(ctx); err != nil {
		return Answer{}, err
	}
	defer c.turns.give()
	var last error
	adapted := 0
	for attempt := 0; attempt < c.options.Attempts; attempt++ {
		answer, pause, err := c.once(ctx, r)
		switch {
		case err == nil:
			return answer, nil
		case ctx.Err() != nil:
			return Answer{}, ctx.Err()
		}
		var status *statusError
		switch {
		case errors.As(err, &status) && c.wanted.adapt(status):
			if adapted++; adapted <= len(optional) {
				attempt-- // asked again without what the endpoint doesn't know
			}
			continue
		case errors.As(err, &status) && !status.again():
			return Answer{}, problem(ErrRefused, c.Host(), c.hide(statusWords(status.code, status.said)), nil)
		case status == nil && !transient(err):
			return Answer{}, problem(ErrUnanswered, c.Host(), c.hide("asking failed: "+err.Error()), nil)
		}
		last = err
		if attempt+1 < c.options.Attempts {
			if err := c.options.Wait(ctx, max(pause, min(firstPause<<attempt, longestPause))); err != nil {
				return Answer{}, err
			}
		}
	}
	return Answer{}, problem(ErrUnanswered, c.Host(), c.hide(fmt.Sprintf("no answer after %d attempts (%v)", c.options.Attempts, last)), nil)
}

// hide keeps the key out of what an endpoint says of it.
func (c *Client) hide(words string) string {
	if c.options.Key == "" {
		return words
	}
	return strings.ReplaceAll(words, c.options.Key, "…")
}

// statusError is an answer other than 200.
type statusError struct {
	code int
	said string
}

func (e *statusError) Error() string { return statusWords(e.code, e.said) }

// again reports whether the same request may be answered later.
func (e *statusError) again() bool {
	return e.code == http.StatusTooManyRequests || e.code == http.StatusRequestTimeout || e.code == http.StatusConflict || e.code >= 500
}

// once makes one attempt. The pause is what the endpoint asks for.
func (c *Client) once(ctx context.Context, r Request) (answer Answer, pause time.Duration, err error) {
	body, err := json.Marshal(c.body(r))
	if err != nil {
		return answer, 0, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return answer, 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	if c.options.Key != "" {
		request.Header.Set("Authorization", "Bearer "+c.options.Key)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return answer, 0, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, largestAnswer))
	if err != nil {
		return answer, 0, fmt.Errorf("%w: %w", errBroken, err)
	}
	if response.StatusCode != http.StatusOK {
		return answer, retryAfter(response), &statusError{response.StatusCode, saidIn(raw)}
	}
	answer, err = read(raw)
	return answer, 0, err
}

// body is the request as the API has it.
func (c *Client) body(r Request) map[string]any {
	out := map[string]any{
		"model":    c.options.Model,
		"messages": []map[string]string{{"role": "system", "content": r.System}, {"role": "user", "content": r.User}},
	}
	c.wanted.add(out, r)
	return out
}

// read takes the one choice out of a response. What isn't of the API's shape may
// be a proxy's page: it is worth another attempt.
func read(raw []byte) (Answer, error) {
	var response struct {
		Model   string `json:"model"`
		Choices []struct {
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
			Reason string `json:"finish_reason"`
		} `json:"choices"`
		Usage struct {
			In  int `json:"prompt_tokens"`
			Out int `json:"completion_tokens"`
		} `json:"usage"`
	}
	if err := json.Unmarshal(raw, &response); err != nil || len(response.Choices) == 0 {
		return Answer{}, fmt.Errorf("%w: it is no chat completion", errBroken)
	}
	choice := response.Choices[0]
	return Answer{Content: choice.Message.Content, Cut: choice.Reason == "length", Model: response.Model,
		Usage: Usage{In: max(response.Usage.In, 0), Out: max(response.Usage.Out, 0)}}, nil
}

// saidIn is an endpoint's own word on what is wrong, shortened to one line.
func saidIn(raw []byte) string {
	var body struct {
		Error json.RawMessage `json:"error"`
	}
	said := string(raw)
	if json.Unmarshal(raw, &body) == nil && len(body.Error) > 0 {
		var detail struct {
			Message string `json:"message"`
		}
		if json.Unmarshal(body.Error, &detail) == nil && detail.Message != "" {
			said = detail.Message
		} else {
			said = strings.Trim(string(body.Error), `"`)
		}
	}
	runes := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(said, "")), " "))
	return string(runes[:min(len(runes), mostSaid)])
}

// retryAfter is how long the endpoint asks to wait: seconds or a date.
func retryAfter(r *http.Response) time.Duration {
	header := r.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, longestPause)
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(time.Until(at), 0), longestPause)
	}
	return 0
}
