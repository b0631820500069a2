import QtQml
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// A model of the catalog: what it is good for, the quantisation that suits this machine, and a way to get it.
Rectangle {
    id: root

    required property int index
    required property string modelId
    required property string name
    required property string about
    required property string license
    required property string parameters
    required property string context
    required property string origin
    required property string bestName
    required property string size
    required property int fitKind
    required property string fitWord
    required property string fitWhy
    required property bool recommended
    required property bool installed
    required property var variants
    readonly property bool wide: width > 640
    signal downloadRequested(int variant)

    objectName: "catalogRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    implicitHeight: column.implicitHeight + 2 * Theme.space3
    radius: Theme.radius + 2
    color: Theme.surface
    border.width: 1
    border.color: root.recommended ? Qt.alpha(Theme.accent, 0.55) : Theme.border
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, recommended ? qsTr("recommended for this computer") : "", installed ? qsTr("installed") : "", fitWord].filter(Boolean).join(", ")
    Accessible.description: about

    ColumnLayout {
        id: column

        x: Theme.space3 + 2
        y: Theme.space3
        width: parent.width - 2 * x
        spacing: 6

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            Text {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth + 1
                text: root.name
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.label + 1
                font.weight: Font.DemiBold
            }
            Tag { visible: root.recommended; text: qsTr("Recommended"); foreground: Theme.accentText; ground: Theme.accent }
            Tag { objectName: "installedTag"; visible: root.installed; text: qsTr("Installed"); foreground: Theme.link; ground: Theme.accentSoft }
            Item { Layout.fillWidth: true; Layout.preferredWidth: 0 }
        }
        Text {
            Layout.fillWidth: true
            text: root.about
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.label
        }
        GridLayout {
            Layout.fillWidth: true
            columns: root.wide ? 2 : 1
            columnSpacing: Theme.space3
            rowSpacing: 6

            Text {
                Layout.fillWidth: true
                text: [root.parameters, qsTr("%1 tokens").arg(root.context), root.license, root.wide ? root.origin : ""].filter(Boolean).map(part => part.replace(/ /g, "\u00a0")).join("  · ")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
            RowLayout {
                Layout.fillWidth: !root.wide
                spacing: Theme.space2

                FitBadge { kind: root.fitKind; text: root.fitWord; why: root.fitWhy }
                Item { Layout.fillWidth: !root.wide; Layout.preferredWidth: 0 }
                PushButton {
                    objectName: "downloadButton"
                    compact: true
                    kind: root.recommended && !root.installed ? "primary" : "plain"
                    iconName: "download"
                    text: "%1 · ~%2".arg(root.bestName).arg(root.size)
                    Accessible.name: qsTr("Download %1 in %2, about %3").arg(root.name).arg(root.bestName).arg(root.size)
                    onClicked: root.downloadRequested(-1)
                }
                IconButton {
                    objectName: "variantsButton"
                    size: Theme.controlHeight - 6
                    iconName: "chevron-down"
                    text: qsTr("Other quantisations of %1").arg(root.name)
                    onClicked: menu.popup(this, width - menu.width, height + 3)

                    PopMenu {
                        id: menu

                        implicitWidth: 300

                        Instantiator {
                            model: menu.visible || menu.count > 0 ? root.variants : []
                            onObjectAdded: (index, item) => menu.insertItem(index, item)
                            onObjectRemoved: (index, item) => menu.removeItem(item)

                            delegate: PopMenuItem {
                                required property var modelData
                                required property int index

                                objectName: "variantItem" + index
                                iconName: "download"
                                text: "%1 · ~%2".arg(modelData.quantisation).arg(modelData.size)
                                detail: [modelData.fitWord, modelData.repository].filter(Boolean).join(" · ")
                                note: modelData.best ? qsTr("Fits best") : ""
                                onTriggered: root.downloadRequested(index)
                            }
                        }
                    }
                }
            }
        }
    }
}
