import { writeFileSync } from "node:fs"
import { permissionsPage } from "@alphas/domain/permissions-page"

writeFileSync(new URL("../docs/permissions.md", import.meta.url), permissionsPage())
