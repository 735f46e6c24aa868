"""What an editor shows about a script, as plain values: no editor's protocol, offsets into the text, nothing imported
before it is asked for.

    document.Document(facts, findings)             an analysed script; everything below takes one
    completion.complete(document, offset)          what can be typed here; completion.resolve(document, one): its page
    hover.hover(document, offset)                  what stands here, as Markdown
    signature.signature_help(document, offset)     the call around the cursor
    inlay.inlay_hints(document, start, end)        lookback of names, names of bare arguments
    lens.lenses(document)                          commands and lookbacks above the lines
    definition.definition(document, offset)        where a name got what it stands for
    references.references(document, offset)        wherever it is used
    highlight.highlights(document, offset)         the same, read or written
    rename.prepare(document, offset)               whether it can be renamed; rename.rename(document, offset, new)
    symbols.symbols(document)                      the outline; symbols.matching(found, query) for a search
    folding.folds(document)                        what can be folded
    selection.selection(document, offset)          ever larger stretches around the cursor
    tokens.tokens(document, start, end)            what each word is, for colours
    actions.actions(document, start, end)          fixes, silencers, changes of shape
    links.links(document)                          rule codes, for their pages

Every function answers for any text and any offset, however broken the script is.
"""
