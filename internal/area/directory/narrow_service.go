package directory

import (
	"context"
	"fmt"

	"ourdays/internal/platform/db"
)

// ByKind counts by kind what the filters of a query find; its words are not asked. Whoever
// is led by questions is offered no answer that leads to nothing.
func (s *Service) ByKind(ctx context.Context, tx *db.Tx, q Query) (map[string]int, error) {
	rows, err := kindsFound(ctx, tx, q)
	if err != nil {
		return nil, fmt.Errorf("count by kind: %w", err)
	}
	return counted(rows), nil
}

// ByPart counts it by part of the week, and what can be joined from home.
func (s *Service) ByPart(ctx context.Context, tx *db.Tx, q Query) (InParts, error) {
	n, err := partsFound(ctx, tx, q)
	if err != nil {
		return n, fmt.Errorf("count by part of the week: %w", err)
	}
	return n, nil
}

// ByTown counts it by town.
func (s *Service) ByTown(ctx context.Context, tx *db.Tx, q Query) (map[string]int, error) {
	rows, err := townsFound(ctx, tx, q)
	if err != nil {
		return nil, fmt.Errorf("count by town: %w", err)
	}
	return counted(rows), nil
}

// KindsFound lists the kinds of activity in the order in which pages show them, with help
// and advice where there is some to be found.
func (s *Service) KindsFound(ctx context.Context, tx *db.Tx) ([]string, error) {
	helps, err := anyOfKind(ctx, tx, Help)
	if !helps {
		return Kinds(), err
	}
	return AllKinds(), err
}
