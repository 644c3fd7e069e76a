import { NotFoundPage } from "../../feedback/not-found-page"

export default function NotFound() {
  return <NotFoundPage />
}
