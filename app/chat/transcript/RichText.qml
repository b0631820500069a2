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

    function markText(start: int, length: int): void { select(start, start + length); }
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
    Repeater {
        model: root.marks !== "" ? SpanTools.placesOf(root.marks, root.getText(0, root.length)) : []

        Rectangle {
            required property int modelData
            // Laid out again with the text.
            readonly property var places: [root.width, root.contentHeight]
            readonly property rect begin: places ? root.positionToRectangle(modelData) : Qt.rect(0, 0, 0, 0)
            readonly property rect end: places ? root.positionToRectangle(modelData + root.marks.length) : Qt.rect(0, 0, 0, 0)

            x: begin.x - 1
            y: begin.y
            width: (end.y === begin.y ? end.x : root.width) - begin.x + 2
            height: begin.height
            radius: 3
            color: Qt.alpha(Theme.warning, 0.3)
        }
    }
    HoverHandler {
        cursorShape: root.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
