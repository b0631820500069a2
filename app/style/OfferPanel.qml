import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// Something that could be done now, above the page: words, and buttons beside them, or below where they had no room.
Rectangle {
    id: root

    property string text
    default property alias actions: buttons.data

    implicitHeight: grid.implicitHeight + 2 * (Theme.space2 + 1)
    radius: Theme.radius
    color: Theme.accentSoft
    border.width: 1
    border.color: Qt.alpha(Theme.accent, 0.35)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    GridLayout {
        id: grid

        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: Theme.space2
        anchors.topMargin: Theme.space2 + 1
        anchors.bottomMargin: Theme.space2 + 1
        columns: width - buttons.implicitWidth < 200 ? 1 : 2
        columnSpacing: Theme.space2
        rowSpacing: Theme.space1

        Text {
            objectName: "offerWords"
            Layout.fillWidth: true
            text: root.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.label
        }
        RowLayout {
            id: buttons

            Layout.alignment: Qt.AlignRight
            spacing: Theme.space2
        }
    }
}
