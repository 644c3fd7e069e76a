/** Which part of the settings is open. */
export const standardSettings = { view: "agency" }

export const settingsViews = [
  { value: "agency", label: "Agency" },
  { value: "calendar", label: "Calendar" },
  { value: "time", label: "Time" },
] as const
export type SettingsView = (typeof settingsViews)[number]["value"]

/** The part that an address names. */
export const settingsViewOf = (value: string): SettingsView =>
  settingsViews.find((view) => view.value === value)?.value ?? "agency"
