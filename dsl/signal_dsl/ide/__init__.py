"""What an editor shows about a script, as plain values: no editor's protocol, offsets into the text, nothing imported
before it is asked for.

    snapshot.Snapshot(facts)                       an analysed script; everything below takes one
    completion.complete(snapshot, offset)          what can be typed here; completion.resolve(snapshot, one): its page
    hover.hover(snapshot, offset)                  what stands here, as Markdown
    signature.signature_help(snapshot, offset)     the call around the cursor
    inlay.inlay_hints(snapshot, start, end)        lookback of names, names of bare arguments
    lens.lenses(snapshot)                          commands and lookbacks above the lines
    definition.definition(snapshot, offset)        where a name got what it stands for
    references.references(snapshot, offset)        wherever it is used
    highlight.highlights(snapshot, offset)         the same, read or written
    rename.prepare(snapshot, offset)               whether it can be renamed; rename.rename(snapshot, offset, new)
    symbols.symbols(snapshot)                      the outline; symbols.matching(found, query) for a search
    folding.folds(snapshot)                        what can be folded
    selection.selection(snapshot, offset)          ever larger stretches around the cursor
    tokens.tokens(snapshot, start, end)            what each word is, for colours
    actions.actions(snapshot, start, end)          fixes, silencers, changes of shape
    links.links(snapshot)                          rule codes, for their pages

Every function answers for any text and any offset, however broken the script is.
"""
