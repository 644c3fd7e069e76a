import { Badge, Text } from "@mantine/core"
import classes from "./tags.module.css"

/** A client's tags. In a list as many as fit are shown on one line. */
export function Tags({ tags, oneLine = false }: { tags: readonly string[]; oneLine?: boolean }) {
  const shown = oneLine ? tags.slice(0, 2) : tags
  return (
    <span className={classes.tags} data-one-line={oneLine || undefined}>
      {shown.map((tag) => (
        <Badge key={tag} color="gray" size="md" className={classes.tag ?? ""}>
          {tag}
        </Badge>
      ))}
      {tags.length > shown.length && (
        <Text component="span" size="xs" c="dimmed">
          +{tags.length - shown.length}
        </Text>
      )}
    </span>
  )
}
