package dbtest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"ourdays/internal/platform/db"
)

// newPostgres makes one more database, a copy of one that nobody uses.
func newPostgres(template string) (string, error) {
	admin, err := server()
	if err != nil {
		return "", err
	}
	name := "t" + strconv.FormatUint(databases.Add(1), 10)
	if _, err := admin.pool.Exec("CREATE DATABASE " + name +
		" TEMPLATE " + template + " STRATEGY file_copy"); err != nil {
		return "", fmt.Errorf("make database: %w", err)
	}
	return admin.address(name), nil
}

var databases atomic.Uint64

// cluster is the test process's own PostgreSQL server. It listens on a socket
// in its own folder only: a port that was free may be taken before it is used,
// when several test processes start their servers at once.
type cluster struct {
	dir  string
	pool *sql.DB
	// lifeline is the server's standard input: it lives while this is open.
	lifeline io.WriteCloser
	// gone receives why the server ended, should it end before the tests do.
	gone chan error
}

func (c *cluster) address(database string) string {
	return fmt.Sprintf("postgres://ourdays@/%s?host=%s", database, url.QueryEscape(c.dir))
}

// databaseAt is the name of the database at an address of this package's.
func databaseAt(address string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(address, "postgres://ourdays@/"), "?")
	return name
}

// server starts the server, once a process.
var server = sync.OnceValues(func() (*cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	c, err := started(bin)
	if err != nil {
		return nil, err
	}
	return c, c.makeTemplate()
})

// started starts a server from the programs in the folder bin and gives it when
// it answers.
func started(bin string) (c *cluster, err error) {
	c = &cluster{}
	if err := c.start(bin); err != nil {
		return nil, err
	}
	if c.pool, err = sql.Open("pgx", c.address("postgres")); err != nil {
		return nil, fmt.Errorf("open server: %w", err)
	}
	if err := c.wait(); err != nil {
		return nil, err
	}
	return c, nil
}

// script starts the server and ends it, with its files, when its standard
// input closes, which happens when the test process is gone however it ended.
// It ends as well, and says why, when the server does.
const script = `set -e
trap '' PIPE
trap 'tail -n 3 "$2/log" >&2 || true; rm -rf "$2" 2>/dev/null || true' EXIT
"$1/initdb" -D "$2/data" -U ourdays --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >"$2/log" 2>&1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \
  -c max_connections=300 -c shared_buffers=64MB -c max_wal_size=1GB \
  -c autovacuum=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 >>"$2/log" 2>&1 &
server=$!
exec 3<&0
{ cat <&3; kill -TERM $server; } >/dev/null 2>&1 &
exec 3<&-
wait $server || true`

// left is how old the empty folder of a server is that has ended.
const left = time.Hour

// sweep removes the empty folders of servers that have ended: one that runs as another user
// cannot remove its own where the folder of temporary files is not open to all.
func sweep(folder string, now time.Time) {
	list, err := filepath.Glob(filepath.Join(folder, "ourdays-postgres-*"))
	if err != nil {
		return // there is nothing to sweep
	}
	for _, dir := range list {
		if of, err := os.Stat(dir); err == nil && now.Sub(of.ModTime()) > left {
			_ = os.Remove(dir) // one with files in it stays
		}
	}
}

func (c *cluster) start(bin string) (err error) {
	sweep(os.TempDir(), time.Now())
	if c.dir, err = os.MkdirTemp("", "ourdays-postgres-"); err != nil {
		return fmt.Errorf("start server: %w", err)
	}
	cmd := exec.Command("sh", "-c", script, "postgres", bin, c.dir)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := prepared(cmd, c.dir); err != nil {
		return err
	}
	if c.lifeline, err = cmd.StdinPipe(); err != nil {
		return fmt.Errorf("start server: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start server: %w", err)
	}
	c.gone = make(chan error, 1)
	go func() { c.gone <- fmt.Errorf("the server ended (%w): %s", cmd.Wait(), said.String()) }()
	return nil
}

// prepared puts the command into a group of its own, away from the keyboard's
// signals, and takes root's rights from it.
func prepared(cmd *exec.Cmd, dir string) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() != 0 {
		return nil
	}
	return unprivileged(cmd, dir)
}

// unprivileged runs the command as postgres or nobody, because PostgreSQL
// refuses to run as root.
func unprivileged(cmd *exec.Cmd, dir string) error {
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return fmt.Errorf("find an unprivileged user: %w", err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return fmt.Errorf("read user: %w", err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return fmt.Errorf("read group: %w", err)
	}
	cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	cmd.Dir = dir
	return os.Chown(dir, uid, gid)
}

// binaries finds the folder with initdb and postgres.
func binaries() (string, error) {
	places, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	for i := len(places) - 1; i >= 0; i-- {
		if _, err := os.Stat(filepath.Join(places[i], "initdb")); err == nil {
			return places[i], nil
		}
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	return "", errors.New("initdb is neither under /usr/lib/postgresql nor on the path")
}

// wait asks until the server answers.
func (c *cluster) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	for {
		err := c.pool.PingContext(ctx)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("the server did not answer: %w", err)
		}
		select {
		case err := <-c.gone:
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (c *cluster) makeTemplate() error {
	if _, err := c.pool.Exec("CREATE DATABASE ourdays_template"); err != nil {
		return fmt.Errorf("make template: %w", err)
	}
	ctx := context.Background()
	d, err := db.Open(ctx, c.address("ourdays_template"), db.Options{})
	if err != nil {
		return err
	}
	_, err = d.Migrate(ctx)
	return errors.Join(err, d.Close())
}
