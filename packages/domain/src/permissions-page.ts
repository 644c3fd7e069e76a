import { permissionNames, permissions, roleLabels, roles, scopeOf } from "./permissions"

/** The permission table as a page of Markdown, which is what `docs/permissions.md` holds. */
export function permissionsPage(): string {
  const head = ["Permission", "What it allows", ...roles.map((role) => roleLabels[role])]
  const rows = permissionNames.map((name) => [
    `\`${name}\``,
    permissions[name].label,
    ...roles.map((role) => scopeOf(role, name) ?? "-"),
  ])
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`
  return `# Who may do what

Made from \`packages/domain/src/permissions.ts\` by \`npm run permissions-page\`; the same table refuses calls, narrows
every query and hides buttons.

- **all**: every row.
- **assigned**: clients that the person owns or is a member of, and what hangs on them.
- **own**: the client that the viewer belongs to, and what hangs on it.
- **self**: the person's own profile, sessions, tokens, imports, and their own feed.
- **-**: not at all.

${line(head)}
${line(head.map(() => "---"))}
${rows.map(line).join("\n")}
`
}
