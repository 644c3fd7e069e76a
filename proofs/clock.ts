/** Milliseconds on the clock that all processes of the machine share and that nobody sets. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6
