package weekplan

import (
	"sync"
	"sync/atomic"
)

// crew shares work among goroutines. What each block yields must not depend
// on which worker does it or when.
type crew struct{ workers int }

// blockSize is the number of things handed out at a time; it is fixed, so
// that sums by block are the same on any number of cores.
const blockSize = 64

// blocks calls f for every block of 0..n; worker tells which scratch to use.
func (c *crew) blocks(n int, f func(worker, from, to int)) {
	size := max(blockSize, n/256)
	count := (n + size - 1) / size
	c.each(count, func(worker, k int) { f(worker, k*size, min(n, (k+1)*size)) })
}

// each calls f for every number below n.
func (c *crew) each(n int, f func(worker, k int)) {
	if c.workers <= 1 || n <= 1 {
		for k := range n {
			f(0, k)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for w := range min(c.workers, n) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
				f(w, k)
			}
		}()
	}
	wait.Wait()
}
