package forecast

import (
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// Write writes the file back, comments included. What is read from it again
// means the same.
func (m *Model) Write(w io.Writer) error {
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(m.tree); err != nil {
		return fmt.Errorf("write forecast: %w", err)
	}
	if err := e.Close(); err != nil {
		return fmt.Errorf("write forecast: %w", err)
	}
	return nil
}
