import type { Permission } from "@alphas/domain/permissions"
import {
  type Icon,
  IconBuildingStore,
  IconCash,
  IconChecklist,
  IconClock,
  IconFileInvoice,
  IconHistory,
  IconReceipt,
  IconReceiptTax,
  IconReportMoney,
  IconSettings,
  IconSpeakerphone,
  IconTimeline,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react"

/** A place of the product; who lacks the permission does not see it. */
export interface Place {
  href: string
  label: string
  icon: Icon
  permission: Permission
  /** Pressed after `g`: `g c` opens the clients. */
  key: string
}

/** Everything that is in the navigation, in its order. A domain adds its line here. */
export const places: Place[] = [
  { href: "/clients", label: "Clients", icon: IconBuildingStore, permission: "clients.read", key: "c" },
  { href: "/campaigns", label: "Campaigns", icon: IconSpeakerphone, permission: "campaigns.read", key: "m" },
  { href: "/tasks", label: "Tasks", icon: IconChecklist, permission: "tasks.read", key: "t" },
  { href: "/schedule", label: "Schedule", icon: IconTimeline, permission: "tasks.read", key: "d" },
  { href: "/workload", label: "Workload", icon: IconUsersGroup, permission: "workload.read", key: "w" },
  { href: "/time", label: "Time", icon: IconClock, permission: "time.track", key: "h" },
  { href: "/expenses", label: "Expenses", icon: IconReceipt, permission: "expenses.read", key: "e" },
  { href: "/invoices", label: "Invoices", icon: IconFileInvoice, permission: "invoices.read", key: "i" },
  { href: "/payments", label: "Payments", icon: IconCash, permission: "payments.record", key: "y" },
  {
    ...{ href: "/receivables", label: "Receivables", icon: IconReportMoney },
    ...{ permission: "payments.record", key: "r" },
  },
  { href: "/people", label: "People", icon: IconUsers, permission: "users.read", key: "p" },
  { href: "/audit", label: "Audit log", icon: IconHistory, permission: "changes.audit", key: "l" },
  {
    ...{ href: "/settings/billing", label: "Billing", icon: IconReceiptTax },
    ...{ permission: "billing.manage", key: "b" },
  },
  { href: "/settings", label: "Settings", icon: IconSettings, permission: "settings.manage", key: "s" },
]
