import {
  type Checker,
  type Symbol as Named,
  SignatureKind,
  SymbolFlags,
  type Type,
  TypeFlags,
} from "typescript/unstable/sync"

/** Types nested deeper than this are taken for endless. */
const deepest = 40

/**
 * Writes types out as declarations that stand by themselves. Interfaces and aliases that are declared under `ours`
 * keep their names and comments, and are collected in `declarations`; everything else is written in place.
 */
export class WrittenOut {
  /** Whole declarations, in the order in which they were first needed. */
  readonly declarations: string[] = []
  readonly #names = new Map<number, string>()
  readonly #taken = new Set<string>()

  constructor(
    private readonly checker: Checker,
    /** Whether a file's named types keep their names. */
    private readonly ours: (path: string) => boolean,
  ) {}

  /**
   * The type as text. `at` says where it stands, for the error.
   * @throws Error when it holds what JSON cannot carry (a Date, a function), or `any`.
   */
  text(type: Type, at: string, depth = 0): string {
    if (depth > deepest) throw new Error(`${at} does not end.`)
    const name = this.#named(type, at)
    return name ?? this.#structure(type, at, depth)
  }

  #named(type: Type, at: string): string | null {
    const alias = type.getAliasSymbol()
    const symbol = alias && type.getAliasTypeArguments().length === 0 ? alias : this.#interfaceOf(type)
    if (symbol === null || !this.#isOurs(symbol)) return null
    const known = this.#names.get(symbol.id)
    if (known !== undefined) return known
    let name = symbol.name
    for (let number = 2; this.#taken.has(name); number++) name = `${symbol.name}${number}`
    this.#names.set(symbol.id, name)
    this.#taken.add(name)
    const place = this.declarations.push("") - 1
    const body = this.#structure(type, at, 0)
    const head =
      body.startsWith("{") && !type.isUnionType() ? `export interface ${name} ` : `export type ${name} = `
    this.declarations[place] = `${this.comment(symbol, "")}${head}${body}`
    return name
  }

  #interfaceOf(type: Type): Named | null {
    const symbol = type.getSymbol()
    if (symbol === undefined || (symbol.flags & SymbolFlags.Interface) === 0) return null
    const generic = type.isTypeReference() && this.checker.getTypeArguments(type).length > 0
    return generic ? null : symbol
  }

  #isOurs(symbol: Named): boolean {
    const [declaration] = symbol.declarations
    return declaration !== undefined && this.ours(declaration.path)
  }

  #structure(type: Type, at: string, depth: number): string {
    if (type.flags & TypeFlags.Any) throw new Error(`The type of ${at} is not known (any).`)
    if (type.flags & TypeFlags.Boolean) return "boolean"
    if (type.isUnionType()) return this.#union(type.getTypes(), at, depth)
    if (type.isStringLiteralType() || type.isNumberLiteralType() || type.isBooleanLiteralType()) {
      return JSON.stringify(type.value)
    }
    if (type.isIntrinsicType()) {
      if (!/^(string|number|unknown|null|undefined|void|never)$/.test(type.intrinsicName)) {
        throw new Error(`${at} is ${type.intrinsicName}, which JSON cannot carry.`)
      }
      return type.intrinsicName
    }
    if (type.isObjectType() || type.isIntersectionType()) return this.#object(type, at, depth)
    throw new Error(`${at} cannot be written out: ${this.checker.typeToString(type)}.`)
  }

  #union(types: readonly Type[], at: string, depth: number): string {
    const texts = types.map((type) => this.text(type, at, depth + 1))
    const both = texts.includes("true") && texts.includes("false")
    const kept = new Set(
      texts.map((text) => (both && (text === "true" || text === "false") ? "boolean" : text)),
    )
    const last = ["null", "undefined"]
    return [
      ...[...kept].filter((text) => !last.includes(text)),
      ...last.filter((text) => kept.has(text)),
    ].join(" | ")
  }

  #object(type: Type, at: string, depth: number): string {
    const { checker } = this
    if (checker.isTupleType(type) && type.isTypeReference()) {
      const items = checker
        .getTypeArguments(type)
        .map((item, index) => this.text(item, `${at}[${index}]`, depth + 1))
      return `[${items.join(", ")}]`
    }
    if (checker.isArrayLikeType(type) && type.isTypeReference()) {
      const [item] = checker.getTypeArguments(type)
      if (item === undefined) throw new Error(`${at} is an array of nothing.`)
      const text = this.text(item, `${at}[]`, depth + 1)
      return /^[\w"]+$/.test(text) || text.startsWith("{") ? `${text}[]` : `(${text})[]`
    }
    const callable = [SignatureKind.Call, SignatureKind.Construct].some(
      (kind) => checker.getSignaturesOfType(type, kind).length > 0,
    )
    if (callable) throw new Error(`${at} holds a function, which JSON cannot carry.`)
    const lines = checker.getPropertiesOfType(type).map((property) => this.#property(property, at, depth))
    const indexes = checker.getIndexInfosOfType(type).map((index) => {
      const key = this.text(index.keyType, at, depth + 1)
      return `[key: ${key}]: ${this.text(index.valueType, `${at}[key]`, depth + 1)}`
    })
    const members = [...indexes, ...lines]
    return members.length === 0 ? "{}" : `{\n${members.map((member) => indent(member)).join("\n")}\n}`
  }

  #property(property: Named, at: string, depth: number): string {
    const { name } = property
    const type = this.checker.getTypeOfSymbol(property)
    if (type === undefined) throw new Error(`${at}.${name} has no type.`)
    const text = this.text(type, `${at}.${name}`, depth + 1)
    const optional = (property.flags & SymbolFlags.Optional) !== 0
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
    const value = optional && text !== "unknown" && !/\bundefined$/.test(text) ? `${text} | undefined` : text
    return `${this.comment(property, name)}${key}${optional ? "?" : ""}: ${value}`
  }

  /** The symbol's comment as a line or block above it; nothing when it has none or stands elsewhere than in our files. */
  comment(symbol: Named, name: string): string {
    if (!this.#isOurs(symbol)) return ""
    const text = this.checker.getDocumentationCommentOfSymbol(symbol).trim().replaceAll("*/", "*\\/")
    if (text === "" || text === name) return ""
    const lines = text.split("\n")
    return lines.length === 1
      ? `/** ${text} */\n`
      : `/**\n${lines.map((line) => ` * ${line}`).join("\n")}\n */\n`
  }
}

const indent = (text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n")
