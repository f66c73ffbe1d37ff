// Package mail sends letters by SMTP, or keeps them in a box that a page of
// the demo shows.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"sync"

	gomail "github.com/wneessen/go-mail"
)

// Letter is one message in plain text.
type Letter struct {
	To, Subject, Text string
}

// Sender sends a letter. There are two: SMTP and Box.
type Sender interface {
	Send(ctx context.Context, l Letter) error
}

// SMTP sends through a server.
type SMTP struct {
	client *gomail.Client
	from   string
}

// NewSMTP reads an address such as smtps://user:secret@mail.example:465 or
// smtp://mail.example:587. TLS is demanded except on this machine.
func NewSMTP(address, from string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("mail server: not an address such as smtps://mail.example:465")
	}
	options := []gomail.Option{gomail.WithTLSPolicy(gomail.TLSMandatory)}
	if u.Scheme == "smtps" {
		options = append(options, gomail.WithSSL())
	}
	if h := u.Hostname(); h == "localhost" || h == "127.0.0.1" {
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if p, err := strconv.Atoi(u.Port()); err == nil {
		options = append(options, gomail.WithPort(p))
	}
	if u.User != nil {
		secret, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(u.User.Username()), gomail.WithPassword(secret))
	}
	c, err := gomail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &SMTP{c, from}, nil
}

// Send sends the letter now. Its error does not say to whom: it is kept, and
// stands in the log.
func (s *SMTP) Send(ctx context.Context, l Letter) error {
	m := gomail.NewMsg()
	if err := m.From(s.from); err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	if err := m.To(l.To); err != nil {
		return errors.New("send mail: the recipient has no address that can be read")
	}
	m.Subject(l.Subject)
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	if err := s.client.DialAndSendWithContext(ctx, m); err != nil {
		return fmt.Errorf("send mail: %w", withoutRecipient(err))
	}
	return nil
}

// withoutRecipient keeps of a server's refusal what was asked and the code of
// its answer: its words, and the client's, name the recipient.
func withoutRecipient(err error) error {
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		return err // nobody was named yet
	}
	return fmt.Errorf("%s, code %d", refused.Reason, refused.ErrorCode())
}

// Box keeps the newest letters in memory, for the demo and for tests.
type Box struct {
	mu      sync.Mutex
	letters []Letter
}

// kept is how many letters a box holds.
const kept = 50

// Send puts the letter on top of the box.
func (b *Box) Send(_ context.Context, l Letter) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.letters = append([]Letter{l}, b.letters...)
	b.letters = b.letters[:min(len(b.letters), kept)]
	return nil
}

// Letters lists the letters, newest first.
func (b *Box) Letters() []Letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Letter(nil), b.letters...)
}
