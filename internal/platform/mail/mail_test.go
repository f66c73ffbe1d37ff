package mail_test

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"testing"

	"ourdays/internal/platform/mail"
)

// postOffice is a mail server on this machine for one conversation.
type postOffice struct {
	address string
	rang    chan net.Conn
	heard   chan string
}

// opened opens a post office, which refuses a recipient where it is told how.
func opened(t *testing.T, host, refusal string) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", host+":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	o := &postOffice{"smtp://" + l.Addr().String(), make(chan net.Conn, 1), make(chan string, 1)}
	go func() {
		c, err := l.Accept()
		if err != nil {
			return // nobody rang
		}
		o.rang <- c
		o.heard <- converse(c, refusal)
	}()
	return o
}

// hangUp ends the conversation and gives what the other side said.
func (o *postOffice) hangUp(t *testing.T) string {
	t.Helper()
	if err := (<-o.rang).Close(); err != nil {
		t.Error(err)
	}
	return <-o.heard
}

// converse answers until the other side goes, and gives what it said.
func converse(c net.Conn, refusal string) string {
	var heard strings.Builder
	lines := bufio.NewScanner(c)
	say := func(text string) { fmt.Fprint(c, text+"\r\n") }
	say("220 post office")
	for letter := false; lines.Scan(); {
		line := lines.Text()
		heard.WriteString(line + "\r\n")
		switch verb, _, _ := strings.Cut(line, " "); {
		case letter && line == ".":
			letter = false
			say("250 taken")
		case letter:
		case verb == "DATA":
			letter = true
			say("354 go on")
		case verb == "RCPT" && refusal != "":
			say(refusal)
		case verb == "QUIT":
			say("221 good bye")
		default:
			say("250 well")
		}
	}
	return heard.String()
}

func send(t *testing.T, address string, l mail.Letter) error {
	t.Helper()
	s, err := mail.NewSMTP(address, "help@weaverdale.example")
	if err != nil {
		t.Fatal(err)
	}
	return s.Send(t.Context(), l)
}

var letter = mail.Letter{To: "jo@home.example", Subject: "Sign in – Ourdays",
	Text: "Press this link to sign in:\nhttps://ourdays.example/sign-in/0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGH\nIt works for ten minutes.\n"}

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	office := opened(t, "127.0.0.1", "")
	if err := send(t, office.address, letter); err != nil {
		t.Fatal(err)
	}
	said := office.hangUp(t)
	for _, want := range []string{"MAIL FROM:<help@weaverdale.example>", "RCPT TO:<jo@home.example>"} {
		if !strings.Contains(said, want) {
			t.Errorf("the server did not hear %q: %s", want, said)
		}
	}
	_, data, _ := strings.Cut(said, "DATA\r\n")
	m, err := netmail.ReadMessage(strings.NewReader(strings.Split(data, "\r\n.\r\n")[0]))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil || got != letter.Subject {
		t.Errorf("the subject is %q, %v", got, err)
	}
	if got := m.Header.Get("Content-Transfer-Encoding"); got != "quoted-printable" {
		t.Errorf("the text is sent as %q", got)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if got := strings.ReplaceAll(string(text), "\r\n", "\n"); err != nil || strings.TrimSpace(got) != strings.TrimSpace(letter.Text) {
		t.Errorf("the text is %q, %v", got, err)
	}
}

// The error of a letter is kept with its job and stands in the log, so it must
// not say to whom the letter goes.
func TestARefusedLetterSaysWhyAndNotToWhom(t *testing.T) {
	for says, c := range map[string]struct{ refusal, want string }{
		"for now":  {"451 4.2.2 <jo@home.example>: mailbox is full", "451"},
		"for good": {"550 5.1.1 <jo@home.example>: no such mailbox", "550"},
	} {
		t.Run(says, func(t *testing.T) {
			office := opened(t, "127.0.0.1", c.refusal)
			err := send(t, office.address, letter)
			office.hangUp(t)
			if err == nil || strings.Contains(err.Error(), "jo@") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("an address that is none", func(t *testing.T) {
		err := send(t, "smtp://127.0.0.1:1", mail.Letter{To: "jo at home.example", Subject: "s", Text: "t"})
		if err == nil || strings.Contains(err.Error(), "home.example") {
			t.Errorf("got %v", err)
		}
	})
}

// Another address of this machine stands for a server elsewhere.
func TestNothingIsToldToAServerElsewhereThatHidesNothing(t *testing.T) {
	office := opened(t, "127.0.0.2", "")
	if err := send(t, office.address, letter); err == nil {
		t.Error("the letter was sent where everybody can read it")
	}
	if said := office.hangUp(t); strings.Contains(said, "jo@") || strings.Contains(said, "sign-in") {
		t.Errorf("the server heard %s", said)
	}
}

func TestAServersAddressIsReadAndNeverRepeated(t *testing.T) {
	for _, address := range []string{"", "mail.example", "smtps://", "smtps://user:hunter2@", "smtps://user:hunter2@mail.example:no"} {
		if _, err := mail.NewSMTP(address, "help@weaverdale.example"); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"smtps://user:hunter2@mail.example:465", "smtp://mail.example:587", "smtps://mail.example"} {
		if _, err := mail.NewSMTP(address, "help@weaverdale.example"); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestABoxKeepsTheNewestLettersOnTop(t *testing.T) {
	var b mail.Box
	for i := range 51 {
		if err := b.Send(t.Context(), mail.Letter{Subject: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if all := b.Letters(); len(all) != 50 || all[0].Subject != "50" || all[49].Subject != "1" {
		t.Errorf("%d letters, the first %q", len(all), all[0].Subject)
	}
}
