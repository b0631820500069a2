import QtQuick
import Deepwell.Style

// One thing that the palette offers.
Item {
    id: root

    required property int index
    required property string title
    required property var marks
    required property string note
    required property string iconName
    required property string detail
    required property var detailMarks
    readonly property string text: title
    readonly property bool chosen: ListView.isCurrentItem
    signal hovered(point at)  // in the screen's coordinates
    signal clicked()

    objectName: "paletteRow" + index
    width: ListView.view ? ListView.view.width : 0
    height: detail !== "" ? 56 : Theme.controlHeight + 2
    Accessible.role: Accessible.ListItem
    Accessible.name: [title, detail, note].filter(Boolean).join(", ")
    Accessible.selected: chosen
    Accessible.onPressAction: clicked()

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: Theme.space2
        anchors.rightMargin: Theme.space2
        radius: Theme.radiusSmall + 2
        color: root.chosen ? Theme.accentSoft : "transparent"
    }
    Icon {
        id: picture

        x: Theme.space2 + 12
        y: root.detail !== "" ? 10 : (parent.height - height) / 2
        width: 18
        height: 18
        name: root.iconName
        color: root.chosen ? Theme.link : Theme.textMuted
    }
    Column {
        anchors.left: picture.right
        anchors.leftMargin: 12
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2 + 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 1

        MarkedText {
            width: parent.width - noteText.width - Theme.space3
            height: implicitHeight
            text: root.title
            marks: root.marks ?? []  // a row that is about to go has none
            color: Theme.text
            markColor: Theme.link
            font.family: Qt.application.font.family
            font.pixelSize: Theme.label
        }
        MarkedText {
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: root.detail !== ""
            text: root.detail
            marks: root.detailMarks ?? []
            color: Theme.textMuted
            markColor: Theme.link
            font.family: Qt.application.font.family
            font.pixelSize: Theme.small
        }
    }
    Text {
        id: noteText

        anchors.right: parent.right
        anchors.rightMargin: Theme.space2 + 12
        y: root.detail !== "" ? 10 : (parent.height - height) / 2
        width: Math.min(implicitWidth, root.width * 0.4)
        text: root.note
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: root.chosen ? Theme.textMuted : Theme.textFaint
        font.pixelSize: Theme.tiny
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onPositionChanged: mouse => root.hovered(mapToGlobal(mouse.x, mouse.y))
        onClicked: root.clicked()
    }
}
