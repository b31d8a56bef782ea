// Package arch checks the repository itself: who imports whom (arrows.txt),
// who may use which library (libraries.txt), sizes and names, data files, and
// that documentation speaks of things that exist. It holds tests only.
package arch
