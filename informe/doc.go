// Package informe is the door of documents: follow-up reports come in as data, in
// whatever layout people keep them, and data goes out as JSON and CSV.
//
// A layout reader (texto.go, and one file for each layout to come) only produces
// the neutral grid of grilla.go: rows of flattened cells with their lines. One
// interpreter (interprete.go) knows what the columns mean, mends what page breaks
// did, and makes the compromiso.Informe. Nothing is lost silently: what a cell
// says ends in a field or in an Advertencia that names its line.
//
// The package knows no network, no clock and no SQL.
package informe
