import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// Which model the chat was written with, where another one is loaded, and the way back to it.
RowLayout {
    id: root

    required property WrittenWith model
    property bool compact: false   // the name has room once only
    readonly property string shortName: model.name.length > 26 ? model.name.slice(0, 12) + "…" + model.name.slice(-13) : model.name

    objectName: "writtenWith"
    visible: model.shown
    spacing: Theme.space1

    Text {
        id: words

        objectName: "writtenWithWords"
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        text: qsTr("Written with %1").arg(root.model.name)
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.textMuted
        font.pixelSize: Theme.small
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    PushButton {
        objectName: "loadWrittenWith"
        visible: root.model.installed
        compact: true
        kind: "quiet"
        foreground: Theme.link
        text: root.compact ? qsTr("Load") : qsTr("Load %1").arg(root.shortName)
        Accessible.name: qsTr("Load %1").arg(root.model.name)
        onClicked: root.model.load()
    }
    IconButton {
        objectName: "dismissWrittenWith"
        size: 28
        iconSize: 15
        iconName: "close"
        text: qsTr("Dismiss")
        onClicked: root.model.dismiss()
    }
}
