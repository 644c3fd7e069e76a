import { piecesOf } from "@alphas/domain/isolate"
import { Fragment } from "react"

/** A sentence whose names, marked by `isolate`, keep their own direction and turn nothing beside them. */
export function Isolated({ text }: { text: string }) {
  return piecesOf(text).map(({ text: piece, isolated }, index) => {
    const key = `${index}`
    return isolated ? <bdi key={key}>{piece}</bdi> : <Fragment key={key}>{piece}</Fragment>
  })
}
