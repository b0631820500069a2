import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Text of a message: can be selected and copied, never edited, never interpreted.
TextEdit {
    id: root

    property alias spans: filler.spans
    property alias plain: filler.plainText
    property alias spacing: filler.lineHeight
    // Of code: its language and the colouring's state at its beginning.
    property alias language: filler.language
    property alias startState: filler.startState
    readonly property real drop: filler.drop
    // What the line height adds below the last line, where the eye does not want it.
    readonly property int slack: Math.round(font.pixelSize * 1.2 * (spacing - 1))
    property string marks: ""  // what is found in the text is marked
    signal linkRequested(string link)

    // Selects it; how far below the top of `item` that is.
    function markText(start: int, length: int, item: Item): real {
        const begin = filler.positionOf(start);
        select(begin, Math.min(filler.positionOf(start + length), root.length));
        return mapToItem(item, 0, positionToRectangle(begin).y).y;
    }
    function selectedWords(): string { return filler.between(selectionStart, selectionEnd); }

    textFormat: TextEdit.RichText
    readOnly: true
    selectByMouse: true
    persistentSelection: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    font.pixelSize: Theme.body

    Accessible.role: Accessible.StaticText
    Accessible.name: filler.spoken

    Component.onCompleted: filler.active = true
    // A formula is copied as its TeX.
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && filler.copiesOtherwise(selectionStart, selectionEnd)) {
            filler.copy(selectionStart, selectionEnd);
            event.accepted = true;
        }
    }
    onLinkActivated: link => root.linkRequested(link)

    SpanText {
        id: filler

        document: root.textDocument
        lineHeight: Theme.lineHeight
        linkColor: Theme.link
        codeColor: Theme.text
        codeBackground: Theme.codeGround
        codeFamily: Theme.mono
        font: root.font
        tokenColors: Theme.tokenColors
    }
    FindMarks { edit: root; words: root.marks }
    HoverHandler {
        cursorShape: root.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
