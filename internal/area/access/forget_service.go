package access

import (
	"context"
	"errors"
	"fmt"
)

// Forget removes by what people signed in long ago: links, codes on paper, tries and
// sessions. It says how much it was.
func (s *Service) Forget(ctx context.Context) (int, error) {
	sum := 0
	var wrong error
	for _, f := range forgettable() {
		n, err := s.DB.Forget(ctx, f.kept, f.text)
		if sum += n; err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("forget %s: %w", f.what, err))
		}
	}
	return sum, wrong
}
