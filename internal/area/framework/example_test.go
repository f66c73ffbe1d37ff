package framework_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A broker agrees a price for three people to one worker, and a rise in April.
func ExampleService_SetRate() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		o, err := newOffice(d)
		dbtest.Must(err)
		farm := o.activities[0]
		dbtest.Must(o.set(broker, framework.Rate{ActivityID: farm, Ratio: 3, Price: 3000, Benchmark: 3200}))
		dbtest.Must(o.set(broker, framework.Rate{ActivityID: farm, Ratio: 3, Price: 3120, Benchmark: 3200, Starts: clock.D(2027, 4, 1)}))
		dbtest.Must(d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
			for _, on := range []clock.Date{clock.D(2027, 3, 31), clock.D(2027, 4, 1)} {
				by, err := o.framework.RatesOn(ctx, tx, on)
				dbtest.Must(err)
				fmt.Println(on, by[farm][0].Price.Format())
			}
			return nil
		}))
	})
	// Output:
	// 2027-03-31 £30
	// 2027-04-01 £31.20
}
