package cli

import (
	"strings"
	"sync"

	"ascribe/internal/knowledge/catalogue"
	"ascribe/internal/knowledge/designation"
	"ascribe/internal/knowledge/screening"
)

// currentLists are the sanctions lists in use with their index, made again when
// others come into use while a server runs.
type currentLists struct {
	held *catalogue.Store

	lock  sync.Mutex
	made  string // of which versions
	lists []designation.List
	index *screening.Index
}

// versions are the lists that are held.
func (c *currentLists) versions() ([]catalogue.Version, error) { return c.held.Versions() }

// designations are the lists in use.
func (c *currentLists) designations() ([]designation.List, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	err := c.refresh()
	return c.lists, err
}

// screening is the index over the lists in use.
func (c *currentLists) screening() (*screening.Index, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	err := c.refresh()
	if err == nil && c.index == nil {
		c.index, err = screening.New(c.lists...)
	}
	return c.index, err
}

// refresh loads the lists where other versions are in use than were.
func (c *currentLists) refresh() error {
	versions, err := c.held.Versions()
	if err != nil {
		return err
	}
	var current strings.Builder
	for _, v := range versions {
		if v.Current {
			current.WriteString(v.List + "@" + v.SHA256 + " ")
		}
	}
	if c.made == current.String() {
		return nil
	}
	lists, err := c.held.Current()
	if err != nil {
		return err
	}
	c.lists, c.index, c.made = lists, nil, current.String()
	return nil
}
