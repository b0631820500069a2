import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// Above the archive and the bin: what is shown, and the way back.
RowLayout {
    id: root

    required property bool bin
    property bool empty: false
    property bool asking: false  // whether the bin is really to be emptied
    signal backRequested()
    signal emptyRequested()

    spacing: 0
    onVisibleChanged: asking = false

    IconButton {
        objectName: "backToChats"
        size: 30
        iconName: "chevron-left"
        text: qsTr("Back to the chats")
        onClicked: root.backRequested()
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space1
        spacing: 0

        Text {
            objectName: "viewTitle"
            Layout.fillWidth: true
            text: root.asking ? qsTr("Erase for good?") : root.bin ? qsTr("Bin") : qsTr("Archived chats")
            color: Theme.text
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            font.pixelSize: Theme.label
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Text {
            Layout.fillWidth: true
            visible: root.bin && !root.asking
            text: qsTr("Erased after 30 days")
            color: Theme.textFaint
            elide: Text.ElideRight
            font.pixelSize: Theme.tiny
        }
    }
    PushButton {
        objectName: "emptyBin"
        visible: root.bin && !root.empty && !root.asking
        compact: true
        kind: "quiet"
        text: qsTr("Empty")
        onClicked: root.asking = true
    }
    PushButton {
        objectName: "keepBin"
        visible: root.asking
        compact: true
        kind: "quiet"
        text: qsTr("Keep")
        onClicked: root.asking = false
    }
    PushButton {
        objectName: "emptyBinNow"
        visible: root.asking
        compact: true
        kind: "quiet"
        foreground: Theme.danger
        text: qsTr("Erase")
        onClicked: { root.asking = false; root.emptyRequested(); }
    }
}
