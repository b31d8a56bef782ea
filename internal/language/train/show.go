package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"ascribe/internal/language"
)

// show prints the analysis of standard input.
func show(args []string) error {
	flags := flag.NewFlagSet("show", flag.ContinueOnError)
	accurate := flags.Bool("accurate", false, "use the accurate mode")
	if err := flags.Parse(args); err != nil {
		return err
	}
	options := language.Options{}
	if *accurate {
		options.Mode = language.Accurate
	}
	p, err := language.New(options)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	fmt.Print(p.Parse(string(text)))
	return nil
}
