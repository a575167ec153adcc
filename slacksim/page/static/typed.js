// What a person typed or chose and the app has not been told yet: it stays while the same field
// is there, and goes along with whatever they press or send in the same place.

const nameOf = (b, e) => `${b.block_id}/${e.action_id}`

// offered tells whether an element still has what was chosen in it: the app may have changed it.
function offered(e, value) {
  const options = e.options ?? e.option_groups?.flatMap((g) => g.options)
  return !options || !value || [value].flat().every((v) => options.some((o) => o.value === v))
}

// Typed keeps it, by place: a form, a message, the Home tab.
export class Typed {
  constructor(act) {
    this.act = act // press, suggest
    this.places = new Map()
  }

  // at is what the elements of one place need; where tells the server which place that is.
  at(place, where) {
    if (!this.places.has(place)) this.places.set(place, new Map())
    const values = this.places.get(place)
    const drawn = new Set()
    const known = (but) => Object.fromEntries([...values].filter(([name]) => drawn.has(name) && name !== but))
    return {
      values: known,
      held: (b, e) => {
        drawn.add(nameOf(b, e))
        if (!offered(e, values.get(nameOf(b, e)))) values.delete(nameOf(b, e))
        return values.get(nameOf(b, e))
      },
      changed: (b, e, value) => { values.set(nameOf(b, e), value) },
      press: (b, e, value) => this.act.press({ ...where, block: b.block_id, action: e.action_id, value, values: known(nameOf(b, e)) }),
      suggest: (b, e, text) => this.act.suggest({ ...where, block: b.block_id, action: e.action_id, text }),
    }
  }

  // forget drops what was typed in places that are gone.
  forget(gone) {
    for (const place of this.places.keys()) if (gone(place)) this.places.delete(place)
  }
}
