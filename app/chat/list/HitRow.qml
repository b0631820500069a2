import QtQuick
import Deepwell.Style

// One result of a search: the chat, where in it the words are, and a piece of the text around them.
Item {
    id: root

    required property int index
    required property var chatId
    required property var messageId
    required property string title
    required property string snippet
    required property var marks
    required property string place
    required property string date
    required property bool inThoughts
    required property string words
    property bool keyboard: false
    readonly property bool ofTitle: messageId === 0
    readonly property string text: snippet
    signal chosen()

    objectName: "hitRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    height: column.height + 14
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3: %4").arg(title).arg(place).arg(date).arg(snippet)
    Accessible.focusable: true
    Accessible.onPressAction: chosen()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSmall + 2
        color: mouse.pressed ? Theme.pressed : hover.hovered ? Theme.hover : "transparent"
        border.width: root.keyboard ? 2 : 0
        border.color: Theme.focus
    }
    HoverHandler { id: hover }
    MouseArea {
        id: mouse

        anchors.fill: parent
        onClicked: root.chosen()
    }
    Column {
        id: column

        x: Theme.space2 + 2
        y: 7
        width: parent.width - 2 * x
        spacing: 2

        MarkedText {
            width: parent.width
            height: implicitHeight
            text: root.ofTitle ? root.snippet : root.title
            marks: root.ofTitle && root.marks || []
            color: Theme.text
            markColor: Theme.link
            markGround: Theme.accentSoft
            font.family: Qt.application.font.family
            font.pixelSize: Theme.label
            font.weight: Font.Medium
        }
        MarkedText {
            visible: !root.ofTitle
            width: parent.width
            height: visible ? implicitHeight : 0
            text: root.snippet
            marks: root.marks ?? []
            maximumLineCount: 2
            color: Theme.textMuted
            markColor: Theme.link
            markGround: Theme.accentSoft
            font.family: Qt.application.font.family
            font.pixelSize: Theme.small
        }
        Row {
            width: parent.width
            spacing: 5

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: 12
                height: 12
                name: root.ofTitle ? "pencil" : root.inThoughts ? "think" : "compose"
                color: Theme.textFaint
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: root.place + " · " + root.date
                textFormat: Text.PlainText
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
    }
}
