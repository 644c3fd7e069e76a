import { runProofs } from "./proofs"

await runProofs("bench", "all")
