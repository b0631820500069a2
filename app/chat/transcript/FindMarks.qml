import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Marks in a text what is searched for.
Repeater {
    id: root

    required property TextEdit edit
    property string words: ""

    model: words !== "" ? SpanTools.placesOf(words, edit.getText(0, edit.length)) : []

    Rectangle {
        required property int modelData
        // Laid out again with the text.
        readonly property var places: [root.edit.width, root.edit.contentHeight]
        // Asked each time: the item may just have got another text.
        function placeOf(at: int): rect { return at <= root.edit.length ? root.edit.positionToRectangle(at) : Qt.rect(0, 0, 0, 0); }
        readonly property rect begin: places ? placeOf(modelData) : Qt.rect(0, 0, 0, 0)
        readonly property rect end: places ? placeOf(modelData + root.words.length) : Qt.rect(0, 0, 0, 0)

        x: begin.x - 1
        y: begin.y
        width: (end.y === begin.y ? end.x : root.edit.width) - begin.x + 2
        height: begin.height
        radius: 3
        color: Qt.alpha(Theme.warning, 0.3)
    }
}
