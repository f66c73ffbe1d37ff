package directory

import (
	"context"
	"fmt"

	"ourdays/internal/platform/db"
)

// ByKind says what asking for a kind would leave of what the filters of a query find; its
// words are not asked. Whoever is led by questions is offered no answer that leads to
// nothing.
func (s *Service) ByKind(ctx context.Context, tx *db.Tx, q Query) (Narrowed, error) {
	kinds, err := kindsFound(ctx, tx, q)
	if err != nil {
		return Narrowed{}, fmt.Errorf("count by kind: %w", err)
	}
	return Narrowed{Kinds: counted(kinds)}, nil
}

// ByPart says it of the parts of the week.
func (s *Service) ByPart(ctx context.Context, tx *db.Tx, q Query) (Narrowed, error) {
	parts, err := partsFound(ctx, tx, q)
	if err != nil {
		return Narrowed{}, fmt.Errorf("count by part of the week: %w", err)
	}
	return Narrowed{Parts: parts.parts(), Online: parts.Online}, nil
}

// ByTown says it of towns, and of what can be joined from home.
func (s *Service) ByTown(ctx context.Context, tx *db.Tx, q Query) (Narrowed, error) {
	left, err := s.ByPart(ctx, tx, q)
	if err != nil {
		return left, err
	}
	towns, err := townsFound(ctx, tx, q)
	if err != nil {
		return left, fmt.Errorf("count by town: %w", err)
	}
	left.Towns = counted(towns)
	return left, nil
}

// HasHelp reports whether help and advice can be found.
func (s *Service) HasHelp(ctx context.Context, tx *db.Tx) (bool, error) {
	return anyOfKind(ctx, tx, Help)
}
