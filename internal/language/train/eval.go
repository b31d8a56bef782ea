package main

import (
	"flag"
	"fmt"
	"syscall"

	"ascribe/internal/language"
	"ascribe/internal/language/conllu"
	"ascribe/internal/language/evaluate"
)

// eval prints what both modes do on CoNLL-U files.
func eval(args []string) error {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	if err := flags.Parse(args); err != nil {
		return err
	}
	sentences, err := treebank(flags.Args()...)
	if err != nil {
		return err
	}
	for _, mode := range []language.Mode{language.Fast, language.Accurate} {
		if err := evalMode(mode, sentences); err != nil {
			return err
		}
	}
	return nil
}

func evalMode(mode language.Mode, sentences []conllu.Sentence) error {
	p, err := language.New(language.Options{Mode: mode})
	if err != nil {
		return err
	}
	name := [...]string{"fast", "accurate"}[mode]
	start := cpu()
	t := evaluate.GoldTokens(p, sentences)
	speed := float64(t.Gold) / (cpu() - start)
	fmt.Printf("%-8s gold tokens    UPOS %.2f XPOS %.2f lemma %.2f UAS %.2f LAS %.2f, %.0f tokens per CPU-second\n",
		name, t.Score(t.UPOS), t.Score(t.XPOS), t.Score(t.Lemmas), t.Score(t.Heads), t.Score(t.Arcs), speed)
	for _, lines := range []bool{true, false} {
		t := evaluate.RawText(p, sentences, lines)
		fmt.Printf("%-8s raw, lines %-5v sentences %.2f tokens %.2f UPOS %.2f UAS %.2f LAS %.2f\n",
			name, lines, t.SentenceF1(), t.Score(t.Tokens), t.Score(t.UPOS), t.Score(t.Heads), t.Score(t.Arcs))
	}
	return nil
}

// cpu is the processor time in seconds that this process has used so far, all
// its threads together.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
