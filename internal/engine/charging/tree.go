package charging

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// A file is read into a tree that remembers order and doubles, because
// encoding/json would quietly take the last of two equal fields.

// node is one value of a file: string, json.Number, bool, nil, []node or *object.
type node struct{ value any }

// object is the fields of one object, in the file's order.
type object struct {
	names  []string
	fields map[string]node
	twice  []string
}

// deepest is more than any assessment needs; it bounds recursion.
const deepest = 16

var errDeep = errors.New("is nested too deeply")

// parseTree reads exactly one JSON value. The error says the line.
func parseTree(data []byte) (node, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // some editors begin a file with a mark
	if len(bytes.TrimSpace(data)) == 0 {
		return node{}, errors.New("the file is empty")
	}
	if !utf8.Valid(data) {
		return node{}, errors.New("the file is not text in UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	n, err := readNode(dec, 0)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = errors.New("something follows the end of the assessment")
		}
	}
	if err != nil {
		line := 1 + bytes.Count(data[:min(int(dec.InputOffset()), len(data))], []byte("\n"))
		return node{}, fmt.Errorf("line %d: %w", line, explain(err))
	}
	return n, nil
}

// explain turns the decoder's words into ours.
func explain(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("the file ends too early: a bracket or quote is not closed")
	case errors.As(err, &syntax):
		return fmt.Errorf("is not JSON: %w", syntax)
	}
	return err
}

func readNode(dec *json.Decoder, depth int) (node, error) {
	if depth > deepest {
		return node{}, errDeep
	}
	tok, err := dec.Token()
	if err != nil {
		return node{}, err
	}
	switch tok {
	case json.Delim('{'):
		return readObject(dec, depth)
	case json.Delim('['):
		return readList(dec, depth)
	}
	return node{tok}, nil
}

func readObject(dec *json.Decoder, depth int) (node, error) {
	o := &object{fields: map[string]node{}}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return node{}, err
		}
		name, ok := tok.(string)
		if !ok {
			return node{}, errors.New("is not JSON: a field's name is missing")
		}
		v, err := readNode(dec, depth+1)
		if err != nil {
			return node{}, err
		}
		if _, had := o.fields[name]; had {
			o.twice = append(o.twice, name)
			continue
		}
		o.names = append(o.names, name)
		o.fields[name] = v
	}
	_, err := dec.Token() // the closing brace
	return node{o}, err
}

func readList(dec *json.Decoder, depth int) (node, error) {
	list := []node{}
	for dec.More() {
		v, err := readNode(dec, depth+1)
		if err != nil {
			return node{}, err
		}
		list = append(list, v)
	}
	_, err := dec.Token() // the closing bracket
	return node{list}, err
}
