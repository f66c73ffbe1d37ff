package processes_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A visitor on a slow line is still sending a form when the process is told to
// stop. They get their answer, and what it says is stored; nobody new is let in.
func TestAStopLetsTheAnswerUnderWayFinish(t *testing.T) {
	database, _ := town(t)
	s := serve(t, database)
	dina := newBrowser(t)
	dina.as(s, "Dina Okafor")
	plan := aPlan(t, dina, s)
	const words = "I want my form to arrive."
	body := outcome(words).Encode()
	line, answers := underWay(t, s, dina, plan, body)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	nobodyNew(t, s)
	fmt.Fprint(line, body[10:])
	res, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != plan {
		t.Errorf("got %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("stopped: %v; its log: %s", err, s.log)
	}
	again := serve(t, database)
	if n := agreed(dina.get(again, plan).body, words); n != 1 {
		t.Errorf("the outcome was acknowledged and stands %d times", n)
	}
}

// underWay sends the beginning of a form, and returns the line once the site waits for the rest.
func underWay(t *testing.T, s *server, who *browser, plan, body string) (net.Conn, *bufio.Reader) {
	t.Helper()
	at := strings.TrimPrefix(s.base, "http://")
	line := ring(t, at)
	t.Cleanup(func() { _ = line.Close() })
	answers := bufio.NewReader(line)
	base, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(line, "POST %s/outcomes HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n"+
		"Expect: 100-continue\r\nCookie: %s\r\n\r\n", plan, at, len(body), who.client.Jar.Cookies(base)[0])
	// The site asks for the form: it is under way.
	if status, err := answers.ReadString('\n'); err != nil || !strings.Contains(status, "100 Continue") {
		t.Fatalf("got %q, %v", status, err)
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(line, body[:10])
	return line, answers
}

// nobodyNew waits until the site lets nobody new in.
func nobodyNew(t *testing.T, s *server) {
	t.Helper()
	for {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		if err != nil {
			return
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Who presses ctrl-C again does not want to wait for what is under way.
func TestASecondStopEndsAtOnce(t *testing.T) {
	database, _ := town(t)
	s := serve(t, database)
	dina := newBrowser(t)
	dina.as(s, "Dina Okafor")
	underWay(t, s, dina, aPlan(t, dina, s), outcome("I want this to be lost.").Encode())
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	nobodyNew(t, s)
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case err := <-ended:
			if how := s.cmd.ProcessState.Sys().(syscall.WaitStatus); !how.Signaled() {
				t.Errorf("the program went on until it had ended in order: %v", err)
			}
			return
		case <-again.C:
			_ = s.cmd.Process.Signal(syscall.SIGINT) // it may have ended by now
		}
	}
}

func ring(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil { // a test that hangs ends
		t.Fatal(err)
	}
	return c
}
