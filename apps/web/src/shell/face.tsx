import clsx from "clsx"
import classes from "./face.module.css"

interface Props {
  id: string
  name: string
  size?: number
  /** On one's own, a screen reader reads the name; beside the written name it is decoration. */
  decorative?: boolean
  className?: string | undefined
}

/** Somebody's face: their initials on a colour of their own. */
export function Face({ id, name, size = 22, decorative = true, className }: Props) {
  const style = { "--face": `${hueOf(id)}`, width: size, height: size, fontSize: Math.round(size * 0.4) }
  const heard = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name }
  return (
    <span className={clsx(classes.face, className)} style={style} {...heard}>
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const picked = words.length > 1 ? [words.at(0), words.at(-1)] : words
  return picked.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase()).join("") || "?"
}

/** A hue that stays with a person, from the random end of their id. */
function hueOf(id: string): number {
  return (Number.parseInt(id.slice(-4), 16) || 0) % 360
}
