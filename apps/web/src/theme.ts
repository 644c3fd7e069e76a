import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core"
import controls from "./theme-controls.module.css"

/** Neutral: lines, surfaces and quiet text of the light theme. Shade 6 and up reach AA on shade 1. */
const gray: MantineColorsTuple = [
  "#fafafa",
  "#f5f5f6",
  "#eeeef0",
  "#e4e4e7",
  "#d2d2d7",
  "#a6a6ae",
  "#66666e",
  "#52525a",
  "#36363c",
  "#1b1b1f",
]

/** The dark theme: 0 is its text, 2 its quiet text, 4 its lines, 7 the page, 8 the frame. */
const dark: MantineColorsTuple = [
  "#e8e8eb",
  "#c3c3ca",
  "#9b9ba4",
  "#74747d",
  "#303137",
  "#27282d",
  "#1f2024",
  "#18191c",
  "#131417",
  "#0d0e10",
]

/** The one accent: shade 6 in light, shade 4 in dark. */
const indigo: MantineColorsTuple = [
  "#f0f1fe",
  "#e2e4fc",
  "#c5c9f8",
  "#a9aff4",
  "#979ef3",
  "#6f78e8",
  "#4f59d4",
  "#444dbb",
  "#3a429f",
  "#2f3680",
]

/** Words on a tint of their own colour reach AA in both themes; an outline is a hairline. */
const variantColors: VariantColorsResolver = (input) => {
  const standard = defaultVariantColorsResolver(input)
  const name = input.color ?? input.theme.primaryColor
  const tuple = name in input.theme.colors
  if (input.variant === "light" && tuple) {
    return {
      ...standard,
      background: `light-dark(color-mix(in srgb, var(--mantine-color-${name}-6) 11%, #fff), color-mix(in srgb, var(--mantine-color-${name}-4) 15%, transparent))`,
      color: `light-dark(color-mix(in srgb, var(--mantine-color-${name}-9) 72%, #000), var(--mantine-color-${name}-3))`,
    }
  }
  if (input.variant === "subtle" && name === "gray") {
    return {
      ...standard,
      hover: "var(--alphas-hover)",
      color: "light-dark(var(--mantine-color-gray-7), var(--mantine-color-dark-1))",
    }
  }
  if (input.variant === "outline" && name === "gray") {
    return { ...standard, border: "1px solid var(--alphas-line)", color: "var(--mantine-color-text)" }
  }
  return standard
}

export const theme = createTheme({
  variantColorResolver: variantColors,
  colors: { gray, dark, indigo },
  primaryColor: "indigo",
  primaryShade: { light: 6, dark: 4 },
  black: "#1b1b1f",
  autoContrast: false,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.5", xl: "1.5" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  breakpoints: { xs: "30em", sm: "43.75em", md: "62em", lg: "75em", xl: "90em" },
  headings: {
    fontWeight: "600",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "18px", lineHeight: "1.35" },
      h2: { fontSize: "15px", lineHeight: "1.4" },
      h3: { fontSize: "14px", lineHeight: "1.4" },
      h4: { fontSize: "13px", lineHeight: "1.4" },
    },
  },
  shadows: {
    sm: "0 1px 2px rgb(0 0 0 / 6%)",
    md: "0 4px 16px -2px rgb(0 0 0 / 12%), 0 1px 3px rgb(0 0 0 / 8%)",
    xl: "0 16px 48px -8px rgb(0 0 0 / 24%), 0 2px 8px rgb(0 0 0 / 8%)",
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Input: { classNames: { wrapper: controls.input } },
    InputWrapper: {
      classNames: { label: controls.label, description: controls.description, error: controls.error },
      defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] },
    },
    Button: { classNames: { root: controls.button } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" }, classNames: { root: controls.icon } },
    Menu: {
      defaultProps: { shadow: "md", offset: 4, transitionProps: { duration: 100, transition: "fade" } },
      classNames: { dropdown: controls.floating, item: controls.item, label: controls.itemLabel },
    },
    Popover: {
      defaultProps: { shadow: "md", offset: 4, transitionProps: { duration: 100, transition: "fade" } },
      classNames: { dropdown: controls.floating },
    },
    Combobox: {
      defaultProps: { shadow: "md", offset: 4 },
      classNames: { dropdown: controls.floating, option: controls.item },
    },
    Tooltip: {
      defaultProps: { openDelay: 400, transitionProps: { duration: 80, transition: "fade" } },
      classNames: { tooltip: controls.tooltip },
    },
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: "12vh",
        padding: 20,
        shadow: "xl",
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120, transition: "fade" },
        closeButtonProps: { "aria-label": "Close" },
        // A page has one banner, and that is its top line.
        attributes: { header: { role: "presentation" } },
      },
      classNames: { content: controls.floating, header: controls.header, title: controls.modalTitle },
    },
    Drawer: {
      defaultProps: {
        padding: 20,
        overlayProps: { backgroundOpacity: 0.25 },
        transitionProps: { duration: 120 },
        closeButtonProps: { "aria-label": "Close" },
        attributes: { header: { role: "presentation" } },
      },
      classNames: { content: controls.floating, header: controls.header },
    },
    Notifications: { classNames: { root: controls.toasts } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      classNames: { root: controls.toast, title: controls.toastTitle },
    },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 500 } },
    Anchor: { defaultProps: { underline: "hover" } },
    Skeleton: { defaultProps: { radius: "sm" } },
    Kbd: { classNames: { root: controls.kbd } },
    Tabs: { classNames: { tab: controls.tab, list: controls.tabList } },
    SegmentedControl: { classNames: { root: controls.segments } },
  },
})

/** Our own names for what the frame is made of, beside Mantine's. */
export const cssVariables: CSSVariablesResolver = (current) => ({
  variables: { "--alphas-row": "36px", "--alphas-top": "48px" },
  light: {
    "--mantine-color-dimmed": current.colors.gray?.[6] ?? "",
    "--mantine-color-placeholder": "#73737b",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-anchor": current.colors.indigo?.[6] ?? "",
    "--alphas-page": "#ffffff",
    "--alphas-frame": current.colors.gray?.[0] ?? "",
    "--alphas-raised": "#ffffff",
    "--alphas-line": current.colors.gray?.[3] ?? "",
    "--alphas-line-quiet": current.colors.gray?.[2] ?? "",
    "--alphas-hover": "rgb(20 20 30 / 4%)",
    "--alphas-selected": "rgb(79 89 212 / 8%)",
    "--alphas-glow": "rgb(79 89 212 / 16%)",
    "--alphas-accent": current.colors.indigo?.[6] ?? "",
  },
  dark: {
    "--mantine-color-dimmed": current.colors.dark?.[2] ?? "",
    "--mantine-color-placeholder": "#8b8b94",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-anchor": current.colors.indigo?.[4] ?? "",
    // Filled controls carry white text, which shade 4 would not.
    "--mantine-primary-color-filled": "#5660dc",
    "--mantine-primary-color-filled-hover": "#5b65df",
    "--mantine-color-indigo-filled": "#5660dc",
    "--mantine-color-indigo-filled-hover": "#5b65df",
    "--mantine-color-default": current.colors.dark?.[6] ?? "",
    "--mantine-color-default-hover": current.colors.dark?.[5] ?? "",
    "--alphas-page": current.colors.dark?.[7] ?? "",
    "--alphas-frame": current.colors.dark?.[8] ?? "",
    "--alphas-raised": current.colors.dark?.[6] ?? "",
    "--alphas-line": current.colors.dark?.[4] ?? "",
    "--alphas-line-quiet": "#25262b",
    "--alphas-hover": "rgb(255 255 255 / 4%)",
    "--alphas-selected": "rgb(151 158 243 / 12%)",
    "--alphas-glow": "rgb(151 158 243 / 22%)",
    "--alphas-accent": current.colors.indigo?.[4] ?? "",
  },
})
