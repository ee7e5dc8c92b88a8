import type { FieldProps } from './FieldRow'
import { RewriteMenu } from './RewriteMenu'
import { SuggestionCard } from './SuggestionCard'
import { toolsAt } from './tools'
import { keyOf, textAt, withText, type Place } from './values'

interface Props extends FieldProps {
  place: Place
  /** The place as it is named to a person. */
  label: string
}

/** The rewrite tools of a place. */
export function PlaceMenu({ place, label, small, ...props }: Props & { small?: boolean }) {
  const { field, channel, values, newest, report, suggestions } = props
  return (
    <RewriteMenu
      place={place}
      name={label}
      small={small}
      empty={!textAt(values, place).trim()}
      tools={toolsAt(channel, field, place, values, report)}
      onAsk={(tool, selection) => void suggestions.ask(place, tool, textAt(newest.current, place), selection)}
    />
  )
}

/** What a tool brought for a place. */
export function PlaceSuggestion({ place, label, ...props }: Props) {
  const { field, channel, values, newest, language, suggestions, accept } = props
  const asked = suggestions.asked[keyOf(place)]
  if (!asked) return null
  return (
    <SuggestionCard
      asked={asked}
      name={label}
      channel={channel}
      shape={field.shape}
      present={textAt(values, place)}
      language={language}
      onAccept={(text) => {
        suggestions.stop(keyOf(place))
        void accept(withText(newest.current, field.shape, place, text))
      }}
      onAgain={() => {
        const { tool, text, selection } = asked.request
        const now = textAt(newest.current, place)
        void suggestions.ask(place, tool, now, text === now ? selection : null)
      }}
      onDiscard={() => suggestions.stop(keyOf(place))}
    />
  )
}
