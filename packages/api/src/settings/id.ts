/** The one row of settings has no id of its own; this stands for it in the log. */
export const settingsId = "00000000-0000-7000-8000-000000000001"
