import QtQuick
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// After a model was opened from somewhere else: whether the library should know it.
Rectangle {
    id: root

    visible: Library.offered !== ""
    implicitHeight: row.implicitHeight + 2 * (Theme.space2 + 1)
    radius: Theme.radius
    color: Theme.accentSoft
    border.width: 1
    border.color: Qt.alpha(Theme.accent, 0.35)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: Theme.space2
        spacing: Theme.space2

        Text {
            id: words

            Layout.fillWidth: true
            text: qsTr("Keep %1 in the library? The file stays where it is.").arg(Library.offered.split("/").pop())
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.label
        }
        PushButton { objectName: "acceptOffer"; compact: true; text: qsTr("Keep"); onClicked: Library.acceptOffer() }
        IconButton { objectName: "dismissOffer"; iconName: "close"; text: qsTr("Not now"); onClicked: Library.dismissOffer() }
    }
}
