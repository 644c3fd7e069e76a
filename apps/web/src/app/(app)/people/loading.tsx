import { LoadingList } from "../../../shell/loading-list"

export default function Loading() {
  return (
    <LoadingList
      title="People"
      columns={[
        { id: "name", header: "Name", width: 260 },
        { id: "role", header: "Role", width: 130, card: "aside" },
        { id: "email", header: "Email", width: 260 },
        { id: "jobTitle", header: "Job title", width: 190, card: "none" },
        { id: "state", header: "Status", width: 100, card: "none" },
        { id: "factor", header: "Two-factor authentication", width: 120, card: "none" },
        { id: "seen", header: "Last seen", width: 130, card: "none" },
      ]}
    />
  )
}
