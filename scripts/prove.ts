import { runProofs } from "./proofs"

await runProofs("prove", "list")
