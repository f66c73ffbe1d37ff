package framework_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A broker agrees a price for three people to one worker, and a rise in April.
func ExampleService_SetRate() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "ourdays-example-")
	check(err)
	defer func() { check(os.RemoveAll(dir)) }()
	d, err := db.Open(ctx, "sqlite:"+filepath.Join(dir, "example.db"), db.Options{Clock: clock.Fixed(dbtest.Start())})
	check(err)
	defer func() { check(d.Close()) }()
	_, err = d.Migrate(ctx)
	check(err)
	o, err := newOffice(d)
	check(err)
	farm := o.activities[0]
	check(o.set(broker, framework.Rate{ActivityID: farm, Ratio: 3, Price: 3000, Benchmark: 3200}))
	check(o.set(broker, framework.Rate{ActivityID: farm, Ratio: 3, Price: 3120, Benchmark: 3200, Starts: clock.D(2027, 4, 1)}))
	check(d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, on := range []clock.Date{clock.D(2027, 3, 31), clock.D(2027, 4, 1)} {
			by, err := o.framework.RatesOn(ctx, tx, on)
			check(err)
			fmt.Println(on, by[farm][0].Price.Format())
		}
		return nil
	}))
	// Output:
	// 2027-03-31 £30
	// 2027-04-01 £31.20
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
