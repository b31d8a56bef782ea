package source

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"ascribe"
)

// What can be wrong with an input before its bytes are looked at.
var (
	ErrMissing    = &ascribe.Problem{Name: "missing", Why: "there is no such file", Do: "check the path"}
	ErrForbidden  = &ascribe.Problem{Name: "forbidden", Why: "it may not be read", Do: "check the file's permissions"}
	ErrUnreadable = &ascribe.Problem{Name: "unreadable", Why: "it can't be read", Do: "check that it is an ordinary file on a sound disk"}
	ErrNothing    = &ascribe.Problem{Name: "nothing", Why: "there is nothing to read", Do: "name files, folders, patterns, http(s) addresses, or - for standard input"}
	ErrTooLarge   = &ascribe.Problem{Name: "too-large", Why: "it is larger than the limit", Do: "raise the limit with --limit, or split it"}
	ErrSidecar    = &ascribe.Problem{Name: "sidecar", Why: "its sidecar is wrong", Do: `write {"title": …, "publisher": …, "published": "2006-01-02", "url": …}`}
	ErrGiven      = &ascribe.Problem{Name: "given", Why: "the given metadata are wrong", Do: `write a date as 2006-01-02 and a full http(s) address`}
	ErrScheme     = &ascribe.Problem{Name: "scheme", Why: "only http and https addresses are read", Do: "download it and give the file"}
	ErrPrivate    = &ascribe.Problem{Name: "private-address", Why: "it is an address of a private network or of this machine", Do: "allow it with --allow-private if you trust it"}
	ErrRedirects  = &ascribe.Problem{Name: "redirects", Why: "it redirects too often", Do: "give the final address"}
	ErrTimeout    = &ascribe.Problem{Name: "timeout", Why: "the server did not answer in time", Do: "try again later, or download it and give the file"}
	ErrStatus     = &ascribe.Problem{Name: "status", Why: "the server refused", Do: "open it in a browser, save it and give the file"}
	ErrBroken     = &ascribe.Problem{Name: "broken", Why: "it is damaged or cut off", Do: "get it anew"}
	ErrBomb       = &ascribe.Problem{Name: "bomb", Why: "it unpacks to far more than an archive of its size should", Do: "unpack it with care and give the files"}
	ErrNetwork    = &ascribe.Problem{Name: "network", Why: "the server can't be reached", Do: "check the address and the connection"}
)

// problem names the input in a copy of one of the problems above; why replaces
// its reason unless "".
func problem(p *ascribe.Problem, input, why string, cause error) error {
	named := *p
	named.Input, named.Cause = input, cause
	if why != "" {
		named.Why = why
	}
	return &named
}

func fileProblem(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return problem(ErrMissing, path, "", err)
	case errors.Is(err, fs.ErrPermission):
		return problem(ErrForbidden, path, "", err)
	default:
		var cause syscall.Errno
		if errors.As(err, &cause) {
			return problem(ErrUnreadable, path, "it can't be read ("+cause.Error()+")", err)
		}
		return problem(ErrUnreadable, path, "", err)
	}
}

func tooLarge(input string, limit int64) error {
	return problem(ErrTooLarge, input, fmt.Sprintf("it is larger than the limit of %s", size(limit)), nil)
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	default:
		return fmt.Sprintf("%d bytes", n)
	}
}
