import { join } from "node:path"
import { API } from "typescript/unstable/sync"
import { WrittenOut } from "./written-out"

/**
 * `src/procedures.ts` without the server: the same two types, written out from what the compiler knows of them.
 * @throws Error when a procedure takes or gives what JSON cannot carry, or the server's types do not compile.
 */
export function writeOutProcedures(folder: string): string {
  const api = new API({ cwd: folder })
  try {
    const config = join(folder, "tsconfig.json")
    const snapshot = api.updateSnapshot({ openProjects: [config] })
    const project = snapshot.getProject(config)
    const file = project?.program.getSourceFile(join(folder, "src", "procedures.ts"))
    const module = file && project?.checker.getSymbolAtLocation(file)
    if (!project || !module) throw new Error(`${config} does not lead to src/procedures.ts.`)
    const out = new WrittenOut(project.checker, (path) => /\/packages\/(domain|api|client)\/src\//.test(path))
    for (const name of ["ErrorShape", "Procedures"]) {
      const symbol = project.checker.getMemberInModuleExports(module, name)
      if (symbol === undefined) throw new Error(`src/procedures.ts does not export ${name}.`)
      const text = out.text(project.checker.getDeclaredTypeOfSymbol(symbol), name)
      if (text !== name) out.declarations.push(`${out.comment(symbol, "")}export interface ${name} ${text}`)
    }
    return `${out.declarations.join("\n\n")}\n`
  } finally {
    api.close()
  }
}
