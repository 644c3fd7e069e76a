// `npm run build -w @alphas/client`: the package as it is published, in dist/.
import { fileURLToPath } from "node:url"
import { makePackage } from "./publish"

const target = fileURLToPath(new URL("../dist", import.meta.url))
await makePackage(target)
console.log(`The package is in ${target}. Publish it with: npm publish ${target}`)
