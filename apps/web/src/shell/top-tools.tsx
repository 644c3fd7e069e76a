"use client"

import { createContext, type ReactNode, useContext } from "react"

const ToolsContext = createContext<ReactNode>(null)

/** What features put into the top line of every page inside. */
export const TopToolsProvider = ToolsContext.Provider

/** The place in the top line for what features put there. */
export const TopTools = () => useContext(ToolsContext)
