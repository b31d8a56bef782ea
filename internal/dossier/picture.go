package dossier

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"

	"ascribe"
	"ascribe/internal/wording"
)

// Measures of the timeline's picture, in SVG user units.
const (
	pictureLeft  = 96 // room for the lanes' names
	pictureRight = 48
	pictureTop   = 16
	pictureRow   = 22 // one moment above the other in a lane
	pictureDot   = 9
	pictureFont  = 11
	tickLeast    = 64 // between two days, however near
	tickMost     = 170
)

// picture is the timeline laid out: a lane for each kind of moment, numbered as
// in the timeline's list. The axis keeps the order of days and shortens long
// gaps to their logarithm, since what matters lies on few days.
type picture struct {
	Width, Height, Axis float64
	Ticks               []pictureTick
	Lanes               []pictureLane
	Marks               []pictureMark
	Undated             int
}

type pictureTick struct {
	X    float64
	Day  ascribe.Day
	Text string
}

type pictureLane struct {
	Name   string
	Y      float64 // its middle
	Bottom float64
}

type pictureMark struct {
	X, Until, Y float64 // Until is X, or where an interval ends
	Number      int     // in the timeline, from 1
	Lane        string
	Title       string
}

// picture lays the dated moments out; it has no marks where none is dated.
func (d Dossier) picture() picture {
	p := picture{Width: pictureLeft}
	var days []ascribe.Day
	for _, m := range d.Timeline {
		if m.From != "" {
			days = append(days, m.From)
		} else {
			p.Undated++
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	x := float64(pictureLeft) + 24
	for i, day := range days {
		if i > 0 {
			gap := day.Time().Sub(days[i-1].Time()).Hours() / 24
			x += max(tickLeast, min(tickMost, 18*math.Log2(1+gap)))
		}
		p.Ticks = append(p.Ticks, pictureTick{X: math.Round(x), Day: day, Text: day.Time().Format("2 Jan")})
	}
	p.Width = math.Round(x) + pictureRight
	p.lay(d.Timeline)
	return p
}

// lay puts the moments into their lanes, one above the other where they touch.
func (p *picture) lay(moments []Moment) {
	y := float64(pictureTop)
	for _, lane := range []string{"deed", "statement", "response"} {
		var ends []float64 // of each row
		top := y
		for i, m := range moments {
			if m.Lane != lane || m.From == "" {
				continue
			}
			mark := pictureMark{X: p.x(m.From), Number: i + 1, Lane: lane, Title: m.When + ": " + m.Text}
			mark.Until = max(mark.X, p.x(m.To))
			row := slices.IndexFunc(ends, func(end float64) bool { return end+2*pictureDot+4 < mark.X })
			if row < 0 {
				ends, row = append(ends, 0), len(ends)
			}
			ends[row] = mark.Until
			mark.Y = top + pictureRow*(float64(row)+.5)
			p.Marks = append(p.Marks, mark)
		}
		y = top + pictureRow*max(1, float64(len(ends))) + 8
		p.Lanes = append(p.Lanes, pictureLane{Name: lane + "s", Y: (top + y - 8) / 2, Bottom: y - 4})
	}
	p.Axis, p.Height = y, y+40
}

// x is the place of a day on the axis: on its tick, between two, or just behind the last.
func (p *picture) x(day ascribe.Day) float64 {
	for i, t := range p.Ticks {
		switch {
		case day == "" || day == t.Day:
			return t.X
		case day < t.Day && i > 0:
			before := p.Ticks[i-1]
			part := day.Time().Sub(before.Day.Time()).Hours() / t.Day.Time().Sub(before.Day.Time()).Hours()
			return math.Round(before.X + part*(t.X-before.X))
		case day < t.Day:
			return t.X
		}
	}
	return p.Width - pictureRight/2
}

// says tells in words what the picture shows, for who can't see it.
func (p picture) says() string {
	text := "Timeline of " + wording.Count(len(p.Marks), "dated moment") + " in three lanes: deeds, statements, responses. Numbers are those of the list."
	if p.Undated > 0 {
		text += " " + wording.Sentence(wording.Count(p.Undated, "moment")+" without a day not shown")
	}
	return text
}

// Picture writes the timeline as an SVG document that stands alone: a lane for each kind
// of moment, numbered as in Timeline, with its words as a title. The error is the writer's.
func (d Dossier) Picture(w io.Writer) error {
	b := bufio.NewWriter(w)
	p := d.picture()
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" font-family="sans-serif" font-size="%d">`+"\n",
		p.Width, p.Height, p.Width, p.Height, pictureFont)
	fmt.Fprintf(b, "<title>%s</title>\n<desc>%s</desc>\n", html.EscapeString(printable(d.Title)), html.EscapeString(p.says()))
	for _, l := range p.Lanes {
		fmt.Fprintf(b, `<text x="4" y="%.0f" fill="#444">%s</text><path d="M%d %.0fH%.0f" stroke="#ddd"/>`+"\n", l.Y+4, l.Name, pictureLeft, l.Bottom, p.Width)
	}
	for i, t := range p.Ticks {
		year := ""
		if i == 0 || p.Ticks[i-1].Day[:4] != t.Day[:4] {
			year = string(t.Day[:4])
		}
		fmt.Fprintf(b, `<path d="M%.0f %dV%.0f" stroke="#eee"/><text x="%.0f" y="%.0f" text-anchor="middle" fill="#444">%s</text><text x="%.0f" y="%.0f" text-anchor="middle" fill="#444">%s</text>`+"\n",
			t.X, pictureTop, p.Axis, t.X, p.Axis+14, t.Text, t.X, p.Axis+28, year)
	}
	for _, m := range p.Marks {
		fmt.Fprintf(b, `<g><title>%s</title>`, html.EscapeString(printable(m.Title)))
		if m.Until > m.X {
			fmt.Fprintf(b, `<path d="M%.0f %.0fH%.0f" stroke="%s" stroke-width="6" stroke-linecap="round" opacity=".4"/>`, m.X, m.Y, m.Until, laneColour(m.Lane))
		}
		fmt.Fprintf(b, `<circle cx="%.0f" cy="%.0f" r="%d" fill="%s"/><text x="%.0f" y="%.0f" text-anchor="middle" fill="#fff">%d</text></g>`+"\n",
			m.X, m.Y, pictureDot, laneColour(m.Lane), m.X, m.Y+4, m.Number)
	}
	b.WriteString("</svg>\n") //nolint:errcheck // Flush tells
	return b.Flush()
}

// laneColour repeats what the lane's place tells; white on it has a contrast above 5.
func laneColour(lane string) string {
	switch lane {
	case "deed":
		return "#8a2d2d"
	case "statement":
		return "#285a8c"
	}
	return "#4a6b1f"
}

// printable takes out what XML may not hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
