package browser

import (
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/i18n"
)

// Journeys come to the pages of the main job. Here is every other page that the
// walk lists, in both voices: each must be there, and nothing may break a rule
// that axe knows. What a journey has had judged is not judged again.
func TestEveryPageIsSoundInBothVoices(t *testing.T) {
	at := map[apptest.Stage][]apptest.Look{}
	for _, p := range apptest.Looks(t, "../walk/pages.txt") {
		at[p.Stage] = append(at[p.Stage], p)
	}
	for stage, pages := range at {
		t.Run(stage.String(), func(t *testing.T) {
			t.Parallel()
			w := Town(t, stage)
			seen := map[string]*visitor{}
			for _, p := range pages {
				name := p.Name(t, w.House)
				v := seen[name]
				if v == nil {
					v = w.looking(name)
					seen[name] = v
				}
				address := p.Address(t, w.House)
				for _, voice := range []i18n.Voice{i18n.Standard, i18n.Easy} {
					v.voice = voice
					v.cookie("voice", string(voice))
					v.goTo(address)
					v.answers(p.Status)
				}
			}
		})
	}
}

// looking is a visitor who is signed in as somebody, or as nobody.
func (w *town) looking(name string) *visitor {
	if name == "" {
		return w.Anyone()
	}
	return w.As(name)
}
