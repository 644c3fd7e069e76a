import { NotFoundState } from "../feedback/not-found-state"

export default function NotFound() {
  return (
    <main id="page">
      <NotFoundState heading={1} />
    </main>
  )
}
